model Booking {
  id     Int      @id(map: "taken")
  room   Int      @unique(map: "room_key")
  tags   String[]
  data   Json
  starts DateTime
  ends   DateTime
  code   String   @db.Citext
  during Unsupported("tsrange")

  @@exclude([room(op: "=")])
  @@exclude([code(op: "=")])
  @@exclude([raw("tsrange(starts, ends)", op: "&&")])
  @@exclude([tags(op: "&&"), data(op: "=")], map: "no_class")
  @@exclude([tags(op: "&&")], type: Gin, map: "gin")
  @@exclude([room(op: "="), id(op: "=")], type: Hash, map: "hash")
  @@exclude([room, raw("id")], type: BTree, map: "no_operator")
  @@exclude([room(op: "= room) WHERE (true"), id(op: "")], type: BTree, map: "escape")
  @@exclude([room(op: =)], map: "no_string")
  @@exclude([room(op: "=", sort: Desc)], type: BTree, map: "sort")
  @@exclude([rooms(op: "=")], map: "unknown")
  @@exclude([], map: "empty")
  @@exclude(map: "nothing")
  @@exclude([room(op: "=", ops: JsonbPathOps)], type: BTree, map: "class")
  @@exclude([room(op: "=")], type: BTree, map: "taken")
  @@exclude([room(op: "=")], type: BTree, map: "room_key")
  @@exclude([room(op: "=")], type: BTree, map: "twice")
  @@check("room > 0", map: "twice")
}
