-- Fails for every report of which the wide table holds more or fewer numbers than the facts of its table do.
{% test keeps_every_value(model, table_name) %}
    with

    facts as (

        select
            report_id,
            count("value") as numbers
        from {{ ref('facts') }}
        where table_name = '{{ table_name }}'
        group by report_id

    ),

    wide as (

        select
            report_id,
            list_aggregate([*columns('.+__.+')], 'count') as numbers
        from {{ model }}

    )

    select report_id
    from facts
    full outer join wide using (report_id)
    where facts.numbers is distinct from wide.numbers
{% endtest %}
