datasource pg {
  provider = "postgres"
  url      = "postgresql://localhost/app"
}

enum Colour {
  RED
  BLUE
}

model Everything {
  id           Int       @id
  text         String
  boolean      Boolean
  int          Int
  bigInt       BigInt
  float        Float
  decimal      Decimal
  dateTime     DateTime
  json         Json
  bytes        Bytes
  colour       Colour
  maybeText    String?
  maybeColour  Colour?
  texts        String[]
  colours      Colour[]
  smallInt     Int       @pg.SmallInt
  integer      Int       @pg.Integer
  oid          Int       @pg.Oid
  big          BigInt    @pg.BigInt
  exact        Decimal   @pg.Decimal
  money2       Decimal   @pg.Decimal(10, 2)
  whole        Decimal   @pg.Decimal(1000, 0)
  inet         String    @pg.Inet
  real         Float     @pg.Real
  double       Float     @pg.DoublePrecision
  varChar      String    @pg.VarChar
  varChar1     String    @pg.VarChar(1)
  varCharMax   String    @pg.VarChar(10485760)
  char         String    @pg.Char(64)
  long         String    @pg.Text
  byteA        Bytes     @pg.ByteA
  timestamp    DateTime  @pg.Timestamp
  timestamp6   DateTime  @pg.Timestamp(6)
  timestamptz  DateTime  @pg.Timestamptz(0)
  date         DateTime  @pg.Date
  time         DateTime  @pg.Time(3)
  flag         Boolean   @pg.Boolean
  bit          String    @pg.Bit(3)
  varBit       String    @pg.VarBit
  uuid         String    @pg.Uuid
  xml          String    @pg.Xml
  plainJson    Json      @pg.Json
  jsonB        Json      @pg.JsonB
  names        String[]  @pg.VarChar(63)
}
