-- scope: tenant
SELECT e_mail AS email, mood::text AS "mood!: Mood", ARRAY[mood]::text[] AS "moods!: Mood"
FROM {tenant}.users
WHERE mood = ANY(:moods) AND id = ANY(:ids)
ORDER BY e_mail
