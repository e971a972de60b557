SELECT post_id, count(*) AS votes, avg(stars)::float8 AS average
FROM votes
GROUP BY post_id
