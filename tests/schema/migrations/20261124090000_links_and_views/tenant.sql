CREATE TYPE "pen" AS ENUM ('red', 'blue');
CREATE TABLE "topics" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "topics_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "articles" (
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "words" tsvector,
    "views" INTEGER NOT NULL DEFAULT 0,
    "pen" "pen",

    CONSTRAINT "articles_pkey" PRIMARY KEY ("slug")
);

CREATE TABLE "editors" (
    "pen" "pen" NOT NULL,

    CONSTRAINT "editors_pkey" PRIMARY KEY ("pen")
);

CREATE TABLE "desks" (
    "id" UUID NOT NULL,

    CONSTRAINT "desks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sealed" (
    "id" INTEGER NOT NULL,
    "wax" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,

    CONSTRAINT "sealed_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "hidden" (
    "note" TEXT
);

CREATE TABLE "_ArticleToTopic" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_ArticleToTopic_AB_pkey" PRIMARY KEY ("A", "B")
);

CREATE TABLE "_Parts" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,

    CONSTRAINT "_Parts_AB_pkey" PRIMARY KEY ("A", "B")
);

CREATE TABLE "_DeskToEditor" (
    "A" UUID NOT NULL,
    "B" "pen" NOT NULL,

    CONSTRAINT "_DeskToEditor_AB_pkey" PRIMARY KEY ("A", "B")
);

CREATE UNIQUE INDEX "topics_name_key" ON "topics"("name");
CREATE INDEX "articles_words_idx" ON "articles" USING GIN ("words");
CREATE INDEX "articles_pen_idx" ON "articles"("pen");
CREATE INDEX "_ArticleToTopic_B_index" ON "_ArticleToTopic"("B");
CREATE INDEX "_Parts_B_index" ON "_Parts"("B");
CREATE INDEX "_DeskToEditor_B_index" ON "_DeskToEditor"("B");
ALTER TABLE "articles" ADD CONSTRAINT "articles_pen_fkey" FOREIGN KEY ("pen") REFERENCES "editors"("pen") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "_ArticleToTopic" ADD CONSTRAINT "_ArticleToTopic_A_fkey" FOREIGN KEY ("A") REFERENCES "articles"("slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_ArticleToTopic" ADD CONSTRAINT "_ArticleToTopic_B_fkey" FOREIGN KEY ("B") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_Parts" ADD CONSTRAINT "_Parts_A_fkey" FOREIGN KEY ("A") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_Parts" ADD CONSTRAINT "_Parts_B_fkey" FOREIGN KEY ("B") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_DeskToEditor" ADD CONSTRAINT "_DeskToEditor_A_fkey" FOREIGN KEY ("A") REFERENCES "desks"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_DeskToEditor" ADD CONSTRAINT "_DeskToEditor_B_fkey" FOREIGN KEY ("B") REFERENCES "editors"("pen") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE VIEW "article_summaries" AS
-- Articles without a topic are there, too.
SELECT a.slug, count(l."A") AS topics
FROM articles AS a LEFT JOIN "_ArticleToTopic" AS l ON l."A" = a.slug
GROUP BY a.slug;

CREATE VIEW "busy_articles" AS
SELECT slug, topics FROM article_summaries WHERE topics > 1;
COMMENT ON TABLE "topics" IS 'What is written about.';
COMMENT ON TABLE "editors" IS 'A tenant''s enum as a key, for the casts in the statements on the table between.';
COMMENT ON TABLE "sealed" IS 'A column that programs do not see has to have a value, so no program can make a row.';
COMMENT ON VIEW "article_summaries" IS 'How much there is about each article.';
COMMENT ON VIEW "busy_articles" IS 'Reads another view, whose name comes later.';
