model Line {
  id     Int      @generated("price + 1") @id
  price  Int
  total  Decimal  @generated("price * 1.19") @db.Decimal(10, 2)
  label  String?  @map("the label") @generated(sql: "price::text")
  tags   String[] @generated("ARRAY[price::text]")
  kind   Kind     @generated("'A'::\"Kind\"")
  lineId Int?     @generated("NULL")
  line   Line?    @relation("Line", fields: [lineId], references: [id], onDelete: Cascade, onUpdate: NoAction)
  lines  Line[]   @relation("Line")
}

enum Kind {
  A
}
