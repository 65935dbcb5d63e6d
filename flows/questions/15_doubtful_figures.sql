-- zh: 哪些数字是从扫描件识读的，把握不大，应当先核对？
-- en: Which figures were read with little confidence and should be checked first?
-- read_zh: confidence 由 0 到 1，电子文本为 1；先看最低的。用 gouji show 文件名 --slot 表/行/列 --image 图片 看原处。
-- read_en: Confidence goes from 0 to 1; digital text has 1. Look at the lowest first: gouji show DOCUMENT --slot TABLE/ROW/COLUMN --image FILE draws the place.
-- given: confidence = 0.9
select
    facts.confidence,
    facts.agency_name,
    facts."year",
    facts.table_name || '/' || facts.row_code || '/' || facts.column_code as slot,
    facts.printed,
    facts."value",
    facts.method,
    facts.document_id,
    facts.locator
from marts.facts as facts
where facts.confidence < coalesce(getvariable('confidence'), 0.9)
order by facts.confidence, facts.agency_name, facts."year", slot
limit 50
