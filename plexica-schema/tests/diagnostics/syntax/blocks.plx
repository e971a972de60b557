modle User {
  id Int @id
}

model Org
  id Int @id
}

id Int @id

model Team {
  id Int @id
}
}
