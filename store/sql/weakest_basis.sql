CASE WHEN count(*) FILTER (WHERE {{basis}} <> 'not_measured') = 0
        THEN CASE WHEN count({{basis}}) = 0 THEN NULL ELSE 'not_measured' END
     WHEN count(*) FILTER (WHERE {{basis}} = 'assumed') > 0 THEN 'assumed'
     WHEN count(*) FILTER (WHERE {{basis}} = 'modelled') > 0 THEN 'modelled'
     ELSE 'measured' END
