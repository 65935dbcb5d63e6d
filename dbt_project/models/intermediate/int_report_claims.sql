-- The numbers which identities ask the prose for: exact ones, each value of a topic once on a report.
select
    report_id,
    topic,
    "value",
    other_value,
    relation,
    tolerance,
    arg_min(printed, sentence_key) as printed,
    arg_min(sentence, sentence_key) as sentence,
    arg_min(locator, sentence_key) as locator,
    arg_min(document_id, sentence_key) as document_id,
    row_number() over (partition by report_id, topic order by "value", other_value, relation) as claim_no
from (
    select
        *,
        locator || sentence as sentence_key
    from {{ ref('claims') }}
    where not approximate
)
group by report_id, topic, "value", other_value, relation, tolerance
