-- zh: 一个机关某年度的各项比率，在同级同类机关中处于什么位置？
-- en: Where does an agency stand among its peers, by every rate of a year?
-- read_zh: 同级同类指层级与机关类别相同、同年有报告的机关；rank 为 1 表示最高，高不等于好。peers 太少时名次没有意义。
-- read_en: Peers are agencies of the same level and kind with a report for the year. Rank 1 is the highest, which is not the best; with few peers it says nothing.
-- given: agency_name = 宿迁市人民政府, year = 2023
with

asked as (
    select
        agency_id,
        level,
        agency_kind
    from marts.agencies
    where agency_name = coalesce(getvariable('agency_name'), '宿迁市人民政府')
),

peers as (
    select
        metrics.metric,
        avg(metrics."value") as peers_mean,
        min(metrics."value") as peers_least,
        max(metrics."value") as peers_most
    from marts.agency_metrics as metrics
    inner join asked
        on
            metrics.level = asked.level
            and metrics.agency_kind = asked.agency_kind
    where metrics."year" = coalesce(getvariable('year'), 2023)
    group by metrics.metric
)

select
    names.label_zh,
    names.label_en,
    round(metrics."value", 4) as "value",
    round(peers.peers_mean, 4) as peers_mean,
    round(peers.peers_least, 4) as peers_least,
    round(peers.peers_most, 4) as peers_most,
    metrics.rank,
    metrics.peers,
    round(metrics.change, 4) as change,
    metrics.comparability
from marts.agency_metrics as metrics
inner join asked on metrics.agency_id = asked.agency_id
inner join marts.metrics as names on metrics.metric = names.metric
inner join peers on metrics.metric = peers.metric
where
    metrics."year" = coalesce(getvariable('year'), 2023)
    and names.unit = 'share'
    and metrics."value" is not null
order by names."position"
