// What PostgreSQL can do and Prisma's language cannot say.

/// A room, under a name that is the same however it is written.
model Room {
  id   Int    @id @default(autoincrement())
  name String

  @@unique([raw("lower(name)")], map: "rooms_name_lower_key")
  @@index([raw("length(name)", sort: Desc), id], map: "rooms_name_length_idx", where: raw("name <> ''"))
  @@map("rooms")
  @@tenant
}

/// A text, by a key that the database makes of it.
model Sticker {
  text   String
  key    String @id @generated("lower(text)")
  length Int?   @generated("nullif(length(text), 0)")
  count  Int    @default(1)

  @@map("stickers")
  @@tenant
}

/// A room is let once at a time, unless it is called off.
model Booking {
  id        Int      @id @default(autoincrement())
  room      String
  starts    DateTime @map("starts_at")
  ends      DateTime @map("ends_at")
  calledOff Boolean  @default(false) @map("called_off")

  @@map("bookings")
  @@exclude([room(op: "="), raw("tsrange(starts_at, ends_at)", op: "&&")], where: { calledOff: false }, map: "bookings_no_overlap")
  @@tenant
}
