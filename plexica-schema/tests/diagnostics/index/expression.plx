model User {
  id    Int    @id
  name  String
  email String

  @@index([raw("lower(name)")])
  @@index([raw("lower(name)")], name: "by_lower_name")
  @@index([raw("")], map: "empty")
  @@index([raw()], map: "nothing")
  @@index([raw("name) WHERE (true")], map: "escape")
  @@index([raw("lower(name)", order: Desc)], map: "argument")
  @@index([raw("lower(name)", sort: Desc)], type: Gin, map: "sort")
  @@index([raw("lower(name)", ops: JsonbPathOps)], map: "method")
  @@unique([raw("lower(name)")], name: "lower_name", map: "by_name")
  @@unique([raw("lower(email)")])
  @@index([raw("a"), raw("b")], type: Hash, map: "two")
}

model Draft {
  name String

  @@id([raw("lower(name)")])
}

// A unique index over an expression is no key.
model Loose {
  name String

  @@unique([raw("lower(name)")], map: "loose_name")
}
