// Two lists, and nothing tells them apart.
model User {
  id Int @id
  written Post[]
  read Post[]
}

model Post {
  id Int @id
}

// Which of the two has the key?
model Left {
  id Int @id
  right Right?
}

model Right {
  id Int @id
  left Left?
}

// Probably one relation.
model Team {
  id Int @id
  members Member[] @relation("Members")
}

model Member {
  id Int @id
  teamId Int
  team Team @relation(fields: [teamId], references: [id])
}

// The name is taken.
model Box {
  id Int @id
  items String
}

model Item {
  id Int @id
  boxId String
  box Box
  lids Lid[]
}

model Lid {
  id Int @id
  item Int
}

// The column may hold nothing, and the relation may not.
model Room {
  id Int @id
  house House
  houseId Int?
}

model House {
  id Int @id
  rooms Room[]
}

// Two relations would have one column.
model Letter {
  id Int @id
  from Address @relation("From")
  to Address @relation("To")
}

model Address {
  id Int @id
  sent Letter[] @relation("From")
  received Letter[] @relation("To")
}

// A list has no key.
model Stack {
  id Int @id
  plates Plate[] @relation(fields: [id], references: [id])
}

model Plate {
  id Int @id
}

// Plain: nothing above keeps it from being completed.
model Plain {
  id Int @id
  others Other[]
}

model Other {
  id Int @id
}
