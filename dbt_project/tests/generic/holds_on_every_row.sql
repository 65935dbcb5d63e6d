-- Fails for every row on which the expression is not true.
{% test holds_on_every_row(model, expression) %}
    select *
    from {{ model }}
    where not coalesce({{ expression }}, false)
{% endtest %}
