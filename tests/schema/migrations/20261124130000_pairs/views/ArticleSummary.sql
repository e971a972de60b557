-- Articles without a topic are there, too.
SELECT a.slug, count(l."A") AS topics
FROM articles AS a LEFT JOIN "_ArticleToTopic" AS l ON l."A" = a.slug
GROUP BY a.slug;
