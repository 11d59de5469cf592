/*---
title = "Children who were looked after the whole year"
says = "One row a child: in care at some time of the year, with no start after its first day, no end of care before its last day, and no short breaks in it. DfE's <LOOKED_AFTER_CONTINUOUSLY>."
---*/
SELECT child
FROM (
    SELECT child,
        decom <= $ends AND (dec >= $starts OR dec IS NULL) AS in_year,
        COALESCE(rne = 'S' AND decom > $starts AND decom <= $ends, FALSE)
            OR COALESCE((rec IS NULL OR rec <> 'X1') AND dec >= $starts AND dec < $ends, FALSE)
            OR COALESCE(ls IN ('V3', 'V4') AND decom <= $ends AND (dec >= $starts OR dec IS NULL), FALSE) AS broken
    FROM episodes
    WHERE child IS NOT NULL
) e
GROUP BY child
HAVING BOOL_OR(in_year) AND NOT BOOL_OR(broken)
