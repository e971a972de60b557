// Keys and conditions that Prisma's language has lately, or not at all.

/// Where things are kept.
model Shelf {
  id    Uuid   @id @default(uuid())
  label String
  gone  Date?
  extra Json   @default("{}")
  load  Int    @default(0)

  @@unique([label], where: { gone: null }, map: "shelves_label_key")
  @@index([extra(ops: JsonbPathOps)], type: Gin)
  @@map("shelves")
  @@check("load >= 0", map: "shelves_load_check")
  @@tenant
}
