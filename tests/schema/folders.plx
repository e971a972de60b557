/// What is deleted stays, and its name is free again.
model Folder {
  id        Int       @id @default(autoincrement())
  name      String
  changedAt DateTime  @updatedAt @map("changed_at") @db.Timestamptz(6)
  deletedAt DateTime? @map("deleted_at") @db.Timestamptz(6)
  edition   Int       @version
  leaves    Leaf[]    @relation("Leaves")
  copies    Leaf[]    @relation("Copies")

  @@unique([name], where: { deletedAt: null }, map: "folders_name_key")
  @@map("folders")
  @@softDelete(deletedAt)
  @@tenant
}

model Leaf {
  code     String    @id
  text     String    @default("")
  gone     DateTime?
  folderId Int       @map("folder_id")
  copyId   Int?      @map("copy_id")
  folder   Folder    @relation("Leaves", fields: [folderId], references: [id])
  copy     Folder?   @relation("Copies", fields: [copyId], references: [id])
  labels   Label[]

  @@index([folderId])
  @@index([copyId])
  @@map("leaves")
  @@softDelete(gone)
  @@tenant
}

model Label {
  name   String    @id
  gone   DateTime?
  leaves Leaf[]

  @@map("labels")
  @@softDelete(gone)
  @@tenant
}
