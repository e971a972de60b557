model User {
  id    Int        @id
  stats Overview[]
}

view Overview {
  id    Int    @id
  name  String
  users User[]

  @@index([name])
  @@unique([name], where: { name: "x" })
  @@unique([name(sort: Desc)], map: "by_name")
  @@check("name <> ''", map: "named")
}

view Pair {
  a Int
  b Int

  @@id([a, b])
}

view Nothing {
}
