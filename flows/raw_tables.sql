-- The raw tables: append-only, written by flows/warehouse.py alone, one transaction a batch.
-- A document extracted again (new bytes of ours: extractor or form tables) adds rows under its new extractor_version; staging takes the latest.
create schema if not exists raw;

create table if not exists raw.documents (
    document_id varchar not null,          -- sha256 of the bytes
    name varchar not null,                 -- file name as given
    uri varchar not null,                  -- where it came from: path relative to what was named, or url
    media_type varchar not null,
    bytes bigint not null,
    stated_agency varchar,                 -- what the manifest states
    stated_year integer,
    stated_region_code varchar,
    source_url varchar,
    published_on date,
    run_id varchar not null,
    landed_at timestamp not null,
    part_of varchar,                       -- what the files of one report share: a name of the manifest, or a key of place and name
    part_no integer,                       -- which of them it is
    part_stated boolean                    -- the manifest says so; else file names do, and the contents must bear it out
);
-- homes that were made before reports in parts were known
alter table raw.documents add column if not exists part_of varchar;
alter table raw.documents add column if not exists part_no integer;
alter table raw.documents add column if not exists part_stated boolean;

create table if not exists raw.reports (
    document_id varchar not null,
    agency varchar,
    year integer,
    form varchar,
    document_kind varchar not null,        -- statutory_report, narrative_report, work_summary, blank_form, other, unreadable
    title varchar,
    agency_source varchar,
    year_source varchar,
    text_agency varchar,
    text_year integer,
    agency_locator varchar,                -- where the text names them
    year_locator varchar,
    facts integer not null,
    claims integer not null,
    problems integer not null,
    extractor_version varchar not null,
    run_id varchar not null,
    loaded_at timestamp not null,
    stated_scope varchar,                  -- own, whole: what the text says its figures are of
    scope_locator varchar,
    sentences bigint[]                     -- a hash of each sentence of the prose, in order
);
alter table raw.reports add column if not exists stated_scope varchar;
alter table raw.reports add column if not exists scope_locator varchar;
alter table raw.reports add column if not exists sentences bigint[];

create table if not exists raw.facts (
    document_id varchar not null,
    form varchar not null,
    table_name varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    printed varchar not null,
    printed_unit varchar,
    value decimal(28, 6),
    unit varchar not null,
    state varchar not null,
    locator varchar not null,
    method varchar not null,
    confidence double not null,
    extractor_version varchar not null,
    loaded_at timestamp not null
);

create table if not exists raw.claims (
    document_id varchar not null,
    topic varchar not null,
    value decimal(28, 6) not null,
    unit varchar not null,
    approximate boolean not null,
    printed varchar not null,
    sentence varchar not null,
    locator varchar not null,
    extractor_version varchar not null,
    loaded_at timestamp not null,
    other_value decimal(28, 6),            -- what the rest of the same words makes of value
    relation varchar,                      -- = or <=: how value must stand to other_value
    tolerance decimal(28, 6)               -- how far they may lie apart
);
alter table raw.claims add column if not exists other_value decimal(28, 6);
alter table raw.claims add column if not exists relation varchar;
alter table raw.claims add column if not exists tolerance decimal(28, 6);

-- a phrase of the prose, or a feature of the document, that an identity asks for; no number
create table if not exists raw.mentions (
    document_id varchar not null,
    topic varchar not null,
    position integer not null,             -- in reading order, from 1
    printed varchar not null,
    sentence varchar not null,
    locator varchar not null,
    extractor_version varchar not null,
    loaded_at timestamp not null
);

create table if not exists raw.problems (
    document_id varchar not null,
    kind varchar not null,
    printed varchar not null,
    locator varchar,
    message varchar not null,
    extractor_version varchar not null,
    loaded_at timestamp not null
);

create table if not exists raw.grids (
    document_id varchar not null,
    grid_no integer not null,
    table_name varchar,                    -- null: no statutory form
    form varchar,
    columns_kind varchar not null,         -- aligned, ordered, running
    row_count integer not null,
    column_count integer not null,
    cells varchar not null,                -- JSON: [row, column, row_span, column_span, text, locator] each
    locator varchar not null,
    extractor_version varchar not null,
    loaded_at timestamp not null
);

-- expectations/identities.csv compiled to terms (expectations/equations.py), replaced whole at each build
create table if not exists raw.identity_terms (
    identity varchar not null,
    form varchar not null,                 -- one row a form; * for identities about the report itself
    identity_table varchar not null,       -- report: no slots, attributes only
    each varchar not null,                 -- column, row, report, cell, claim
    place varchar not null,                -- the column, the row, row/column, report, or the topic of the claim
    instance varchar not null,             -- the place and, of several parts, the part; as in identity_results.instance
    part varchar not null,                 -- '' , or the part of a chain: 'lower', 'upper'
    severity varchar not null,
    unless_assessable varchar,             -- speaks only where this identity could not be assessed in the same place
    applies varchar,                       -- the attribute of the reports on which it is judged; null: on all
    clause integer not null,               -- alternatives of one part: a => b is clause 1 (not a) or clause 2 (b)
    relation varchar not null,             -- =, !=, <, <=, >, >=, in counts, in amounts, in agreement, true, false
    tolerance decimal(28, 6) not null,     -- how closely both sides must agree
    side varchar not null,                 -- left, right
    function varchar not null,             -- sum, max
    coefficient integer not null,
    table_name varchar not null,           -- the table of the slot, else of the identity
    row_code varchar,                      -- null: a constant, an attribute or a claim
    column_code varchar,
    link varchar not null,                 -- '': the report itself; prior, children, parent: reports linked to it
    constant decimal(28, 6),
    attribute varchar,                     -- agency.…, report.… or mention.…
    claim varchar                          -- the topic of a number stated in the prose
);

-- the code lists of the published tables (flows/dictionary/codes.py), replaced whole at each build
create table if not exists raw.codes (
    code_list varchar not null,
    code varchar not null,
    label_zh varchar not null,
    label_en varchar not null,
    "position" bigint not null
);

create table if not exists raw.runs (
    run_id varchar not null,
    started_at timestamp not null,
    ended_at timestamp,
    status varchar not null,               -- running, published, done (a single stage), failed
    gouji_version varchar not null
);

-- what Great Expectations reported, one row an expectation a run
create table if not exists raw.expectation_results (
    run_id varchar not null,
    identity varchar not null,
    severity varchar not null,
    success boolean not null,
    examined bigint not null,
    unexpected bigint not null,
    exception varchar,
    judged_at timestamp not null
);

-- when a finding was seen, so that a re-run remembers; one row a finding a published run
create table if not exists raw.sightings (
    finding_id varchar not null,
    run_id varchar not null,
    seen_at timestamp not null
);

-- each finding as it was when it was last published, so that one that is fixed can still be told
create table if not exists raw.past_findings (
    finding_id varchar not null,
    finding varchar not null,              -- JSON: the columns of marts.findings, less the times
    run_id varchar not null
);

-- documents that were taken back; one that lands again later counts again
create table if not exists raw.forgotten (
    document_id varchar not null,
    name varchar not null,
    reason varchar not null,
    run_id varchar not null,
    forgotten_at timestamp not null
);

-- the rows of accepted.csv and corrections.csv that can be meant, replaced whole at each build
create table if not exists raw.verdicts (
    agency varchar not null,
    year integer not null,
    identity varchar not null,
    instance varchar not null,
    verdict varchar not null,              -- explained, accepted, source_error
    reason varchar not null,
    author varchar,
    decided_on date,
    finding_id varchar,                    -- only this finding, not one that the same place comes to have later
    place varchar not null                 -- file and line
);

create table if not exists raw.corrections (
    agency varchar not null,
    year integer not null,
    slot varchar not null,                 -- table/row/column
    old_value varchar not null,            -- what must be read there, or the correction is refused
    new_value varchar not null,
    new_number decimal(28, 6),             -- the new value as measured: in the slot's unit, and its state
    new_state varchar not null,
    error_of varchar not null,             -- source: the agency printed it wrong; extraction: we read it wrong
    reason varchar not null,
    author varchar,
    decided_on date,
    place varchar not null
);

-- the operator's list of agencies that owe reports, replaced whole at each build; empty: it is inferred who does
create table if not exists raw.expected_agencies (
    agency varchar not null,
    first_year integer not null,           -- years reported on
    last_year integer,                     -- null: still
    place varchar not null                 -- file and line
);

-- the landings that count: of documents that were not forgotten, or landed again after that
create or replace view raw.documents_in_force as
select * from raw.documents
where document_id not in (
    select taken_back.document_id
    from (select document_id, max(forgotten_at) as at from raw.forgotten group by document_id) as taken_back
    where taken_back.at >= (select max(landed_at) from raw.documents as d where d.document_id = taken_back.document_id)
);
