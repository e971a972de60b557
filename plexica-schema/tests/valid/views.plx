model User {
  id       Int       @id
  name     String
  overview Overview?
}

/// What there is of each user.
view Overview {
  id    Int    @unique
  /// How often.
  count BigInt @default(0)
  user  User   @relation(fields: [id], references: [id])

  @@map("overviews")
}

view Old {
  id Int?

  @@ignore
}

view Pair {
  a Int
  b Int

  @@unique([a, b])
}
