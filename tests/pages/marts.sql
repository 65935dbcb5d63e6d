-- the columns of the published tables which the pages read
create schema marts;

create table marts.reports (
    report_id varchar, agency_name varchar, year integer, form varchar, document_kind varchar, document_id varchar,
    document_name varchar, source_uri varchar, documents integer, facts integer, problems integer, findings integer,
    text_agency varchar, text_year integer, revision integer
);

create table marts.facts (
    report_id varchar, form varchar, table_name varchar, row_code varchar, column_code varchar, printed varchar,
    printed_unit varchar, value decimal(28, 6), unit varchar, state varchar, document_id varchar, locator varchar
);

create table marts.identity_results (
    report_id varchar, identity varchar, instance varchar, status varchar, kind varchar, severity varchar
);

create table marts.findings (
    finding_id varchar, report_id varchar, agency_name varchar, year integer, identity varchar, form varchar,
    table_name varchar, instance varchar, status varchar, reason varchar, kind varchar, severity varchar,
    equation varchar, says varchar, says_en varchar, basis varchar, expected decimal(28, 6), actual decimal(28, 6),
    difference decimal(28, 6), slots varchar [], suspect_slots varchar [], suspected varchar, locator varchar,
    document_name varchar, source_uri varchar, state varchar, first_seen timestamp, last_seen timestamp,
    document_id varchar, suspected_reason varchar, pattern varchar, proposals varchar, accepted_reason varchar,
    request_zh varchar, request_en varchar
);

create table marts.agencies (agency_name varchar, province varchar, city varchar);

create table marts.revisions (
    report_id varchar, revision integer, prior_revision integer, published_on date, prior_published_on date,
    form varchar, table_name varchar, slot varchar, printed_before varchar, printed_after varchar,
    state_before varchar, state_after varchar
);

create table marts.problems (
    document_id varchar, document_name varchar, source_uri varchar, report_id varchar, kind varchar, printed varchar,
    locator varchar, message varchar
);
