datasource db {
  provider   = "postgresql"
  extensions = [btree_gist]
}

model Booking {
  id     Int       @id
  room   Int       @map("room_id")
  host   String    @db.Inet
  starts DateTime  @map("starts_at")
  ends   DateTime  @map("ends_at")
  gone   DateTime?
  during Unsupported("tsrange")?

  @@exclude([room(op: "="), raw("tsrange(starts_at, ends_at)", op: "&&")], where: { gone: null }, map: "no_overlap")
  @@exclude([room(op: "="), starts(op: "=")])
  @@exclude([host(op: "&&", ops: InetOps)], type: Gist, where: raw("room_id > 0"), map: "hosts")
  @@exclude([starts(op: "=")], type: Hash, map: "starts")
  @@exclude([room(op: "="), during(op: "&&")])
  @@map("bookings")
}
