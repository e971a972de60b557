-- scope: tenant
UPDATE {tenant}.posts SET author_id = :to, stars = stars + :more WHERE author_id = :from
