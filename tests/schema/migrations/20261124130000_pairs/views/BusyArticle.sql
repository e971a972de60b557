SELECT slug, topics FROM article_summaries WHERE topics > 1
