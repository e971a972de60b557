CREATE INDEX "contacts_keeper_email_idx" ON "contacts"("keeper_email");

CREATE TABLE "folders" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,
    "deleted_at" TIMESTAMPTZ(6),
    "edition" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "folders_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "leaves" (
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "gone" TIMESTAMP(3),
    "folder_id" INTEGER NOT NULL,
    "copy_id" INTEGER,

    CONSTRAINT "leaves_pkey" PRIMARY KEY ("code")
);

CREATE TABLE "labels" (
    "name" TEXT NOT NULL,
    "gone" TIMESTAMP(3),

    CONSTRAINT "labels_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "_LabelToLeaf" (
    "A" TEXT NOT NULL,
    "B" TEXT NOT NULL,

    CONSTRAINT "_LabelToLeaf_AB_pkey" PRIMARY KEY ("A", "B")
);

CREATE UNIQUE INDEX "folders_name_key" ON "folders"("name") WHERE ("deleted_at" IS NULL);
CREATE INDEX "leaves_folder_id_idx" ON "leaves"("folder_id");
CREATE INDEX "leaves_copy_id_idx" ON "leaves"("copy_id");
CREATE INDEX "_LabelToLeaf_B_index" ON "_LabelToLeaf"("B");

ALTER TABLE "leaves" ADD CONSTRAINT "leaves_folder_id_fkey" FOREIGN KEY ("folder_id") REFERENCES "folders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_copy_id_fkey" FOREIGN KEY ("copy_id") REFERENCES "folders"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "_LabelToLeaf" ADD CONSTRAINT "_LabelToLeaf_A_fkey" FOREIGN KEY ("A") REFERENCES "labels"("name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_LabelToLeaf" ADD CONSTRAINT "_LabelToLeaf_B_fkey" FOREIGN KEY ("B") REFERENCES "leaves"("code") ON DELETE CASCADE ON UPDATE CASCADE;

COMMENT ON TABLE "folders" IS 'What is deleted stays, and its name is free again.';
