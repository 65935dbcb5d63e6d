-- zh: 各省每年的行政事业性收费是多少，收费的机关有多少？
-- en: How much was taken in administrative fees in each province and year, and by how many agencies?
-- read_zh: 单位万元，只有2021年起的格式列收费金额；2019年格式列的是收费项目数，不能相加。先查 marts.findings 中 fee_amount_form：把元写成万元的会使合计大一万倍。
-- read_en: In ten thousand yuan; only the form of 2021 states amounts, that of 2019 counts items of fees. Look at findings of fee_amount_form first: yuan written as ten thousand yuan swell a sum.
select
    agencies.province,
    disclosures."year",
    count(*) as agencies,
    sum(case when disclosures."value" > 0 then 1 else 0 end) as agencies_with_fees,
    sum(disclosures."value") as amount_10k_yuan,
    max(disclosures."value") as largest_10k_yuan
from marts.disclosures as disclosures
inner join marts.agencies as agencies on disclosures.agency_id = agencies.agency_id
where
    disclosures.category = 'proactive_disclosure/administrative_fee/amount'
    and disclosures.source = 'table'
    and disclosures."value" is not null
    and disclosures.is_counted
group by agencies.province, disclosures."year"
order by agencies.province, disclosures."year"
