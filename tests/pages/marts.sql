-- the columns of the published tables which the pages read
create schema marts;

create table marts.reports (
    report_id varchar, agency_id varchar, agency_name varchar, year integer, form varchar, document_kind varchar,
    published_on date, document_id varchar, document_name varchar, source_uri varchar, documents integer, facts integer, problems integer, findings integer,
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

create table marts.agencies (
    agency_id varchar, agency_name varchar, other_names varchar [], agency_kind varchar, region_code varchar,
    province varchar, city varchar, county varchar, level varchar, sector varchar, parent_id varchar,
    parent_name varchar, series_id varchar, first_year integer, last_year integer, reports bigint
);

create table marts.revisions (
    report_id varchar, revision integer, prior_revision integer, published_on date, prior_published_on date,
    form varchar, table_name varchar, slot varchar, printed_before varchar, printed_after varchar,
    state_before varchar, state_after varchar
);

create table marts.problems (
    document_id varchar, document_name varchar, source_uri varchar, report_id varchar, kind varchar, printed varchar,
    locator varchar, message varchar
);

create table marts.claims (
    report_id varchar, topic varchar, value decimal(28, 6), unit varchar, printed varchar, sentence varchar,
    locator varchar, document_id varchar
);

create table marts.sectors (sector varchar, label_zh varchar, label_en varchar);

create table marts.regions (
    region_code varchar, region_name varchar, other_names varchar [], level varchar, parent_code varchar,
    province varchar, city varchar, county varchar, first_year integer, last_year integer, succeeded_by varchar
);

create table marts.successions (
    predecessor_id varchar, predecessor_name varchar, successor_id varchar, successor_name varchar, year integer,
    kind varchar, note varchar
);

create table marts.categories (
    category varchar, parent varchar, section varchar, label_zh varchar, label_en varchar, unit varchar,
    forms varchar [], position integer
);

create table marts.crosswalk (
    category varchar, form varchar, source varchar, slots varchar, topic varchar, comparability varchar,
    reason_zh varchar, reason_en varchar, priority integer
);

create table marts.breaks (
    category varchar, year integer, kind varchar, comparability varchar, reason_zh varchar, reason_en varchar,
    basis varchar
);

create table marts.metrics (
    metric varchar, section varchar, label_zh varchar, label_en varchar, unit varchar, numerator varchar,
    denominator varchar, undefined_zh varchar, undefined_en varchar, first_year integer, position integer
);

create table marts.disclosures (
    agency_id varchar, agency_name varchar, series_id varchar, year integer, category varchar, value decimal(28, 6),
    unit varchar, state varchar, form varchar, comparability varchar, reason_zh varchar, reason_en varchar,
    source varchar, report_id varchar, is_counted boolean
);

create table marts.agency_metrics (
    agency_id varchar, series_id varchar, year integer, report_id varchar, metric varchar, numerator decimal(38, 6),
    denominator decimal(38, 6), value double, comparability varchar, change double, rank integer, peers integer,
    is_counted boolean
);

create table marts.coverage (
    agency_id varchar, agency_name varchar, region_code varchar, province varchar, level varchar, sector varchar,
    year integer, is_expected boolean, status varchar, report_id varchar, published_on date, due_on date,
    days_late bigint, is_counted boolean
);

create table marts.region_years (
    region_code varchar, region_name varchar, level varchar, province varchar, city varchar, year integer,
    agencies_expected bigint, agencies_found bigint, share_found double, agencies_counted bigint,
    agencies_left_out bigint, received decimal(38, 6), concluded decimal(38, 6), granted decimal(38, 6),
    partially_granted decimal(38, 6), refused decimal(38, 6), unable decimal(38, 6), disputes decimal(38, 6),
    granted_rate double, refused_rate double, disputes_rate double
);
