// The table of the relation would have the name of a model's table.
model A {
  id Int @id
  bs B[]

  @@map("_AToB")
}

model B {
  id Int @id
  as A[]
  cs C[]
}

// Two relations would have one table, and an index would have the name of another's.
model C {
  id Int @id
  bs B[]
  ds D[] @relation("BToC")

  @@index([id], map: "_BToC_B_index")
}

model D {
  id Int @id
  cs C[] @relation("BToC")
}
