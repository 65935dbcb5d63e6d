-- Each correction beside what was read: it applies where the old value is still the one that stands there.
with

corrected_reports as (

    select reports.*
    from {{ ref('int_reports') }} as reports
    where (reports.agency_name, reports."year") in (
        select (corrections.agency_name, corrections."year") from {{ ref('stg_corrections') }} as corrections
    )

),

read_values as (

    select
        reports.report_id,
        facts.document_id,
        facts.printed,
        facts."value",
        facts.state,
        {{ slot_name('facts') }} as slot
    from {{ ref('int_facts') }} as facts
    inner join corrected_reports as reports on facts.first_document_id = reports.document_id

),

compared as (

    select
        corrections.*,
        reports.report_id,
        coalesce(read_values.document_id, reports.document_id) as document_id,
        read_values.printed,
        read_values.slot is not null as is_read,
        coalesce(try_cast(corrections.old_value as decimal(28, 6)) = read_values."value", false)
        or trim(corrections.old_value) = trim(read_values.printed) as is_as_before
    from {{ ref('stg_corrections') }} as corrections
    left join corrected_reports as reports
        on
            corrections.agency_name = reports.agency_name
            and corrections."year" = reports."year"
    left join read_values
        on
            reports.report_id = read_values.report_id
            and corrections.slot = read_values.slot

)

select
    *,
    coalesce(is_as_before, false) as is_applied,
    case
        when report_id is null or is_as_before then null
        when is_read
            then
                concat(
                    place, ': ', agency_name, ' ', "year", ' ', slot, ': old_value is ', old_value,
                    ', but the report prints ', if(trim(printed) = '', 'nothing', printed),
                    ' there; correction not applied'
                )
        else concat(place, ': ', agency_name, ' ', "year", ' ', slot, ' was not read; correction not applied')
    end as message
from compared
