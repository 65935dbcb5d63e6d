-- the published tables that the pages read, with the columns of the contract
create schema marts;

create table marts.reports (
    report_id varchar, agency_id varchar, agency_name varchar, year integer, form varchar, document_kind varchar,
    document_id varchar, source_uri varchar, published_on date, revision integer,
    facts integer, problems integer, findings integer
);

create table marts.facts (
    report_id varchar, agency_id varchar, agency_name varchar, year integer, form varchar, table_name varchar,
    row_code varchar, column_code varchar, printed varchar, printed_unit varchar, value decimal(28, 6), unit varchar,
    state varchar, document_id varchar, locator varchar, method varchar, confidence double
);

create table marts.identity_results (
    report_id varchar, identity varchar, form varchar, instance varchar, left_value decimal(28, 6),
    right_value decimal(28, 6), difference decimal(28, 6), status varchar, reason varchar, blanks_as_zero boolean,
    kind varchar, severity varchar
);

create table marts.findings (
    finding_id varchar, report_id varchar, agency_name varchar, year integer, identity varchar, instance varchar,
    status varchar, kind varchar, severity varchar, says varchar, says_en varchar, expected decimal(28, 6),
    actual decimal(28, 6), difference decimal(28, 6), slots varchar [], suspect_slots varchar [], suspected varchar,
    locator varchar, state varchar, first_seen timestamp, last_seen timestamp
);

create table marts.problems (document_id varchar, kind varchar, printed varchar, locator varchar, message varchar);
