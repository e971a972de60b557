model User {
  id Int      @id
  a  String   @db.VarChar(0)
  b  String   @db.Char(10485761)
  c  DateTime @db.Timestamp(7)
  d  Decimal  @db.Decimal(1001, 2)
  e  Decimal  @db.Decimal(5, 6)
  f  String   @db.Bit(99999999999)
  g  Decimal  @db.Decimal(10)
}
