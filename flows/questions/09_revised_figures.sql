-- zh: 哪些数字在报告重新公布时被改动，改动多大？
-- en: Which figures were changed when a report was published anew, and by how much?
-- read_zh: 每行是一个单元格的一次改动；原为空白的，前值为空。两个版本都能从 document_before、document_after 与位置找到。
-- read_en: One change of one slot a row; what was blank before has no value. Both versions are found by document and locator.
select
    agency_name,
    "year",
    revision,
    slot,
    printed_before,
    printed_after,
    value_after - value_before as difference,
    published_on,
    document_before,
    locator_before,
    document_after,
    locator_after
from marts.revisions
order by abs(coalesce(value_after - value_before, 0)) desc, agency_name, "year", revision, slot
limit 200
