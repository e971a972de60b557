CREATE TABLE "accounts" (
    "name" "catalogue"."citext" NOT NULL,
    "aliases" "catalogue"."citext"[],
    "balance" MONEY NOT NULL DEFAULT 0,
    "fees" MONEY[],
    "opens" TIMETZ(6) NOT NULL DEFAULT '09:00+00',
    "closes" TIMETZ(3),
    "pauses" TIMETZ[],

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "account_notes" (
    "id" SERIAL NOT NULL,
    "account" "catalogue"."citext" NOT NULL,
    "line" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "account_notes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "marks" (
    "id" SERIAL NOT NULL,
    "account" "catalogue"."citext" NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "marks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "_Peers" (
    "A" "catalogue"."citext" NOT NULL,
    "B" "catalogue"."citext" NOT NULL,

    CONSTRAINT "_Peers_AB_pkey" PRIMARY KEY ("A", "B")
);

CREATE UNIQUE INDEX "account_notes_account_line_key" ON "account_notes"("account", "line");
CREATE INDEX "marks_account_line_idx" ON "marks"("account", "line");
CREATE INDEX "_Peers_B_index" ON "_Peers"("B");
ALTER TABLE "account_notes" ADD CONSTRAINT "account_notes_account_fkey" FOREIGN KEY ("account") REFERENCES "accounts"("name") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "marks" ADD CONSTRAINT "marks_account_line_fkey" FOREIGN KEY ("account", "line") REFERENCES "account_notes"("account", "line") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "_Peers" ADD CONSTRAINT "_Peers_A_fkey" FOREIGN KEY ("A") REFERENCES "accounts"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_Peers" ADD CONSTRAINT "_Peers_B_fkey" FOREIGN KEY ("B") REFERENCES "accounts"("name") ON DELETE CASCADE ON UPDATE CASCADE;
COMMENT ON TABLE "marks" IS 'A key of several columns, one of them of an extension''s type.';
