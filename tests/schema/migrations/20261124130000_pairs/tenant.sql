CREATE TABLE "pairs" (
    "id" INTEGER NOT NULL,
    "low" INTEGER NOT NULL DEFAULT 0,
    "high" INTEGER,
    "mood" "Mood of a User" NOT NULL DEFAULT 'CALM',
    "other" "Mood of a User",
    "text" TEXT NOT NULL DEFAULT '',
    "var char" VARCHAR(20),
    "char" CHAR(8),
    "citext" "catalogue"."citext",
    "xml" XML,
    "bit" BIT(2),
    "varBit" VARBIT,
    "numeric" DECIMAL(65,30),
    "money" MONEY,
    "stamp" TIMESTAMP(6),
    "zoned" TIMESTAMPTZ(6),
    "json" JSONB,
    "plain" JSON,
    "texts" TEXT[],
    "citexts" "catalogue"."citext"[],
    "twin_id" INTEGER,

    CONSTRAINT "pairs_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "pairs_twin_id_idx" ON "pairs"("twin_id");

ALTER TABLE "pairs" ADD CONSTRAINT "pairs_twin_id_fkey" FOREIGN KEY ("twin_id") REFERENCES "pairs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

COMMENT ON TABLE "pairs" IS 'Pairs of one type in Rust, and of one or two in PostgreSQL.';
