-- scope: tenant
-- Everybody of at least this age, with how much they wrote.
--
-- Of one mood only, where one is given.
SELECT
  users.id AS "id!",
  users.e_mail AS "email!",
  users.age,
  users.mood::text AS "mood!: Mood",
  boss.e_mail AS boss_email,
  count(posts.id) AS "posts!",
  max(posts.stars) AS most_stars
FROM {tenant}.users
LEFT JOIN {tenant}.users AS boss ON boss.id = users.boss_id
LEFT JOIN {tenant}.posts ON posts.author_id = users.id
WHERE users.age >= :min_age AND (users.mood = :mood OR :mood? IS NULL)
GROUP BY users.id, boss.e_mail
ORDER BY users.e_mail;
