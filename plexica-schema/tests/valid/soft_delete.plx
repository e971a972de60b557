model Note {
  id      Int       @id
  slug    String
  deleted DateTime? @map("deleted_at") @db.Timestamptz

  @@unique([slug], where: { deleted: null }, map: "notes_slug_key")
  @@softDelete(deleted)
}
