// Names that are something else to Rust or to the generated code.

model Key {
  id          Int      @id @default(autoincrement())
  type        String   @default("t")
  match       Int      @default(0)
  self        String?
  crate       String?
  super       String?
  async       Boolean  @default(true)
  values      String[]
  query       String?
  filter      String?
  relation    String?
  draft       String?
  create      String?
  None        String?
  from        String?
  into        String?
  clone       String?
  default     String?
  new         String?
  intoFuture  String?
  intoValues  String?
  decode      String?
  def         String?
  attach      String?
  fmt         String?
  eq          String?
  bind        String?
  place       String?
  run         String?
  table       String?
  with        String?
  toSql       String?
  relationKey String?
  serialize   String?
  debug       String?
  stringId    Int?     @map("string id")
  string      Key?     @relation("KeyString", fields: [stringId], references: [id])
  vec         Key[]    @relation("KeyString")
  unloadedId  Int?     @unique @map("unloaded-id")
  unloaded    Key?     @relation("KeyUnloaded", fields: [unloadedId], references: [id])
  option      Key?     @relation("KeyUnloaded")
  errors      Error[]

  @@index([stringId])
  @@map("key\"s")
  @@tenant
}

model Error {
  id     Int      @id @default(autoincrement())
  keyId  Int      @map("KeyId")
  Key    Key      @relation(fields: [keyId], references: [id])
  option Option[]

  @@index([keyId])
  @@tenant
}

model Option {
  id      Int     @id @default(autoincrement())
  errorId Int?
  error   Error?  @relation(fields: [errorId], references: [id])
  result  Result?

  @@index([errorId])
  @@map("select")
  @@tenant
}

model Result {
  optionId Int    @id
  Option   Option @relation(fields: [optionId], references: [id])
  box      Box[]

  @@tenant
}

model Box {
  user   Int
  select Int
  result Result @relation(fields: [user], references: [optionId])

  @@id([user, select])
  @@map("table")
  @@tenant
}
