model Invoice {
  id Int    @id @default(sequence(start: 1000, increment: 10))
  a  Int    @default(sequence(increment: 0))
  b  Int    @default(sequence(cache: 0))
  c  Int    @default(sequence(start: 5000000000))
  d  Int    @default(sequence(maxValue: 5000000000))
  e  Int    @default(sequence(minValue: 10, maxValue: 9))
  f  Int    @default(sequence(increment: -1, start: 5))
  g  Int    @default(sequence(start: "x"))
  h  Int    @default(sequence(first: 1))
  i  String @default(sequence())
  j  Int?   @default(sequence())
}
