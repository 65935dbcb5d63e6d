-- What is doubtful about the name of an agency and what it might be meant for; nothing of it is done before somebody
-- confirms it as a row of a seed or of the manifest.
with

agencies as (

    select * from {{ ref('int_agencies') }}

),

whole as (

    -- the class of Chinese characters is written otherwise here than in Python
    select '(?:' || replace(string_agg("text", '|'), '[\u4e00-\u9fff]', '\p{Han}') || ')' as pattern
    from {{ ref('agency_words') }}
    where "role" = 'whole'

),

slipped as (

    select agency_name from {{ ref('int_agency_slips') }}

),

incomplete as (

    select distinct agency_name from {{ ref('int_read_names') }}
    where lacks_place

)

select
    agency_name,
    'agency_name' as kind,
    agency_name as printed,
    agency_name || ' differs in one character from ' || meant
    || '; if that is meant, confirm it as a row of seed_agency_names.csv' as message
from {{ ref('int_agency_slips') }}

union all

select
    agency_name,
    'agency_place' as kind,
    ambiguous_place as printed,
    'several regions are called ' || ambiguous_place || '; state the region code in the manifest' as message
from agencies
where ambiguous_place is not null

union all

select
    agency_name,
    'agency_place' as kind,
    unlisted_county as printed,
    'no list of regions has ' || unlisted_county || '; state the region code in the manifest' as message
from agencies
where unlisted_county is not null

union all

-- what is neither placed nor doubted otherwise
select
    agencies.agency_name,
    'agency_place' as kind,
    agencies.agency_name as printed,
    'no list of regions has the place of ' || agencies.agency_name
    || '; state the region code in the manifest' as message
from agencies
cross join whole
where
    agencies.region_code is null
    and agencies.level is distinct from 'central'
    and agencies.ambiguous_place is null
    and agencies.unlisted_county is null
    and not regexp_full_match(agencies.agency_name, whole.pattern)
    -- that a name names no place is told for each document
    and agencies.agency_name not in (select incomplete.agency_name from incomplete)
    and agencies.agency_name not in (select slipped.agency_name from slipped)

union all

select
    agency_name,
    'agency_name' as kind,
    agency_name as printed,
    'no kind of agency is called so: ' || agency_name
    || '; if another is meant, confirm it as a row of seed_agency_names.csv' as message
from agencies
where
    agency_kind = 'other'
    and region_code is not null
    and agency_name not in (select slipped.agency_name from slipped)

union all

select
    agencies.agency_name,
    'agency_place' as kind,
    agencies.agency_name as printed,
    'the manifest states the region ' || agencies.region_code || ' for ' || agencies.agency_name
    || ', which its name puts in ' || agencies.named_region_code || '; the manifest counts' as message
from agencies
where
    agencies.region_code != agencies.named_region_code
    -- a zone or a town may lie in a part of the region that its name begins with
    and not (
        agencies.level in ('zone', 'town')
        and starts_with(agencies.region_code, regexp_replace(agencies.named_region_code, '(00)+$', ''))
    )
