CREATE TYPE "Mood of a User" AS ENUM ('CALM', 'very "cross"', 'type');

CREATE TABLE "key""s" (
    "id" SERIAL NOT NULL,
    "type" TEXT NOT NULL DEFAULT 't',
    "match" INTEGER NOT NULL DEFAULT 0,
    "self" TEXT,
    "crate" TEXT,
    "super" TEXT,
    "async" BOOLEAN NOT NULL DEFAULT true,
    "values" TEXT[],
    "query" TEXT,
    "filter" TEXT,
    "relation" TEXT,
    "draft" TEXT,
    "create" TEXT,
    "None" TEXT,
    "from" TEXT,
    "into" TEXT,
    "clone" TEXT,
    "default" TEXT,
    "new" TEXT,
    "intoFuture" TEXT,
    "intoValues" TEXT,
    "decode" TEXT,
    "def" TEXT,
    "attach" TEXT,
    "fmt" TEXT,
    "eq" TEXT,
    "bind" TEXT,
    "place" TEXT,
    "run" TEXT,
    "table" TEXT,
    "with" TEXT,
    "toSql" TEXT,
    "relationKey" TEXT,
    "serialize" TEXT,
    "debug" TEXT,
    "string id" INTEGER,
    "unloaded-id" INTEGER,

    CONSTRAINT "key""s_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Error" (
    "id" SERIAL NOT NULL,
    "KeyId" INTEGER NOT NULL,

    CONSTRAINT "Error_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "select" (
    "id" SERIAL NOT NULL,
    "errorId" INTEGER,

    CONSTRAINT "select_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Result" (
    "optionId" INTEGER NOT NULL,

    CONSTRAINT "Result_pkey" PRIMARY KEY ("optionId")
);

CREATE TABLE "table" (
    "user" INTEGER NOT NULL,
    "select" INTEGER NOT NULL,

    CONSTRAINT "table_pkey" PRIMARY KEY ("user", "select")
);

CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "e_mail" TEXT NOT NULL,
    "first_name" TEXT,
    "age" INTEGER,
    "mood" "Mood of a User" NOT NULL DEFAULT 'CALM',
    "favourite" "catalogue"."colour of things",
    "boss_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "profiles" (
    "user_id" UUID NOT NULL,
    "bio" VARCHAR(20) NOT NULL,

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("user_id")
);

CREATE TABLE "posts" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "stars" INTEGER NOT NULL DEFAULT 0,
    "author_id" UUID NOT NULL,
    "editor_id" UUID,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "comments" (
    "id" SERIAL NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID,
    "post_slug" TEXT,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "installations" (
    "user_id" UUID NOT NULL,
    "plugin_id" INTEGER NOT NULL,
    "version" TEXT,

    CONSTRAINT "installations_pkey" PRIMARY KEY ("user_id", "plugin_id")
);

CREATE TABLE "samples" (
    "id" BIGSERIAL NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "flag" BOOLEAN NOT NULL DEFAULT false,
    "int" INTEGER NOT NULL DEFAULT 0,
    "big" BIGINT NOT NULL DEFAULT 0,
    "float" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "decimal" DECIMAL(65,30) NOT NULL DEFAULT 0,
    "at" TIMESTAMP(3) NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    "json" JSONB NOT NULL DEFAULT '{}',
    "bytes" BYTEA NOT NULL DEFAULT E'\\x',
    "colour" "catalogue"."colour of things" NOT NULL DEFAULT 'RED',
    "mood" "Mood of a User" NOT NULL DEFAULT 'CALM',
    "small_" SMALLINT NOT NULL DEFAULT 0,
    "oid" OID NOT NULL DEFAULT 0,
    "exact" DECIMAL(10,2) NOT NULL DEFAULT 0,
    "inet" INET NOT NULL DEFAULT '0.0.0.0',
    "real" REAL NOT NULL DEFAULT 0,
    "var char" VARCHAR(5) NOT NULL DEFAULT '',
    "char" CHAR(4) NOT NULL DEFAULT '',
    "timestamp6" TIMESTAMP(6) NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    "tz0" TIMESTAMPTZ(0) NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    "tz6" TIMESTAMPTZ(6) NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    "date" DATE NOT NULL DEFAULT '2000-01-01T00:00:00Z',
    "time" TIME(6) NOT NULL DEFAULT '00:00',
    "bit" BIT(3) NOT NULL DEFAULT '000',
    "varBit" VARBIT NOT NULL DEFAULT '',
    "uuid" UUID NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    "xml" XML NOT NULL DEFAULT '<a/>',
    "plain_json" JSON NOT NULL DEFAULT '{}',

    CONSTRAINT "samples_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sparse_samples" (
    "id" UUID NOT NULL,
    "text" TEXT,
    "flag" BOOLEAN,
    "int" INTEGER,
    "big" BIGINT,
    "float" DOUBLE PRECISION,
    "decimal" DECIMAL(65,30),
    "at" TIMESTAMP(3),
    "json" JSONB,
    "bytes" BYTEA,
    "colour" "catalogue"."colour of things",
    "mood" "Mood of a User",
    "small" SMALLINT,
    "oid" OID,
    "exact" DECIMAL(10,2),
    "inet" INET,
    "real" REAL,
    "var char" VARCHAR(5),
    "char" CHAR(4),
    "timestamp6" TIMESTAMP(6),
    "tz0" TIMESTAMPTZ(0),
    "date" DATE,
    "time" TIME(6),
    "bit" BIT(3),
    "varBit" VARBIT,
    "uuid" UUID,
    "xml" XML,
    "plain_json" JSON,

    CONSTRAINT "sparse_samples_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "list_samples" (
    "id" SERIAL NOT NULL,
    "texts" TEXT[],
    "flags" BOOLEAN[],
    "ints" INTEGER[] DEFAULT ARRAY[1, -2]::INTEGER[],
    "bigs" BIGINT[],
    "smalls" SMALLINT[],
    "floats" DOUBLE PRECISION[],
    "decimals" DECIMAL(65,30)[],
    "ats" TIMESTAMPTZ(6)[],
    "dates" DATE[],
    "times" TIME(6)[],
    "jsons" JSONB[],
    "bytes" BYTEA[],
    "uuids" UUID[],
    "inets" INET[],
    "chars" CHAR(3)[],
    "colours" "catalogue"."colour of things"[] DEFAULT ARRAY['RED', 'verde']::"catalogue"."colour of things"[],
    "moods" "Mood of a User"[],

    CONSTRAINT "list_samples_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "key""s_unloaded-id_key" ON "key""s"("unloaded-id");
CREATE INDEX "key""s_string id_idx" ON "key""s"("string id");
CREATE INDEX "Error_KeyId_idx" ON "Error"("KeyId");
CREATE INDEX "select_errorId_idx" ON "select"("errorId");
CREATE UNIQUE INDEX "users_e_mail_key" ON "users"("e_mail");
CREATE INDEX "users_boss_id_idx" ON "users"("boss_id");
CREATE UNIQUE INDEX "posts_author_id_slug_key" ON "posts"("author_id", "slug");
CREATE INDEX "posts_title_idx" ON "posts"("title");
CREATE INDEX "posts_editor_id_idx" ON "posts"("editor_id");
CREATE INDEX "comments_author_id_post_slug_idx" ON "comments"("author_id", "post_slug");
CREATE INDEX "installations_plugin_id_version_idx" ON "installations"("plugin_id", "version");

ALTER TABLE "key""s" ADD CONSTRAINT "key""s_string id_fkey" FOREIGN KEY ("string id") REFERENCES "key""s"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "key""s" ADD CONSTRAINT "key""s_unloaded-id_fkey" FOREIGN KEY ("unloaded-id") REFERENCES "key""s"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Error" ADD CONSTRAINT "Error_KeyId_fkey" FOREIGN KEY ("KeyId") REFERENCES "key""s"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "select" ADD CONSTRAINT "select_errorId_fkey" FOREIGN KEY ("errorId") REFERENCES "Error"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Result" ADD CONSTRAINT "Result_optionId_fkey" FOREIGN KEY ("optionId") REFERENCES "select"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "table" ADD CONSTRAINT "table_user_fkey" FOREIGN KEY ("user") REFERENCES "Result"("optionId") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "users" ADD CONSTRAINT "users_boss_id_fkey" FOREIGN KEY ("boss_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "posts" ADD CONSTRAINT "posts_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_post_slug_fkey" FOREIGN KEY ("author_id", "post_slug") REFERENCES "posts"("author_id", "slug") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "installations" ADD CONSTRAINT "installations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "installations" ADD CONSTRAINT "installations_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "catalogue"."plugins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "installations" ADD CONSTRAINT "installations_plugin_id_version_fkey" FOREIGN KEY ("plugin_id", "version") REFERENCES "catalogue"."plugin_versions"("plugin_id", "version") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TABLE "posts" ADD CONSTRAINT "posts_stars_check" CHECK ("stars" >= 0);

CREATE TABLE "shelves" (
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "gone" DATE,
    "extra" JSONB NOT NULL DEFAULT '{}',
    "load" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shelves_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "shelves_label_key" ON "shelves"("label") WHERE ("gone" IS NULL);

CREATE INDEX "shelves_extra_idx" ON "shelves" USING GIN ("extra" jsonb_path_ops);

ALTER TABLE "shelves" ADD CONSTRAINT "shelves_load_check" CHECK (load >= 0);

COMMENT ON TABLE "shelves" IS 'Where things are kept.';

CREATE TABLE "rooms" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "rooms_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "rooms_name_lower_key" ON "rooms"((lower(name)));
CREATE INDEX "rooms_name_length_idx" ON "rooms"((length(name)) DESC, "id") WHERE (name <> '');

COMMENT ON TABLE "rooms" IS 'A room, under a name that is the same however it is written.';

CREATE TABLE "stickers" (
    "text" TEXT NOT NULL,
    "key" TEXT NOT NULL GENERATED ALWAYS AS (lower(text)) STORED,
    "length" INTEGER GENERATED ALWAYS AS (nullif(length(text), 0)) STORED,
    "count" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stickers_pkey" PRIMARY KEY ("key")
);

COMMENT ON TABLE "stickers" IS 'A text, by a key that the database makes of it.';

CREATE TABLE "bookings" (
    "id" SERIAL NOT NULL,
    "room" TEXT NOT NULL,
    "starts_at" TIMESTAMP(3) NOT NULL,
    "ends_at" TIMESTAMP(3) NOT NULL,
    "called_off" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "bookings_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "bookings" ADD CONSTRAINT "bookings_no_overlap" EXCLUDE USING GIST ("room" WITH =, (tsrange(starts_at, ends_at)) WITH &&) WHERE ("called_off" = false);

COMMENT ON TABLE "bookings" IS 'A room is let once at a time, unless it is called off.';

CREATE TABLE "contacts" (
    "email" TEXT NOT NULL,
    "other" VARCHAR(40),
    "aliases" TEXT[],
    "home" JSONB NOT NULL,
    "work" JSONB,
    "previous" JSONB[],
    "by_year" JSONB NOT NULL DEFAULT '{}',
    "keeper_email" TEXT,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("email")
);

CREATE UNIQUE INDEX "contacts_both_key" ON "contacts"("email", "other");

ALTER TABLE "contacts" ADD CONSTRAINT "contacts_keeper_email_fkey" FOREIGN KEY ("keeper_email") REFERENCES "contacts"("email") ON DELETE SET NULL ON UPDATE CASCADE;

COMMENT ON TABLE "contacts" IS 'Columns with types of the program''s own.';

CREATE TABLE "documents" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT,
    "words" INTEGER NOT NULL DEFAULT 0,
    "the edition" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "documents_slug_key" ON "documents"("slug");

COMMENT ON TABLE "documents" IS 'Something that several people write at.';
