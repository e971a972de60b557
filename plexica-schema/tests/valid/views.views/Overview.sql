SELECT id, count(*) FROM "User" GROUP BY id;
