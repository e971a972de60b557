model A {
 id   Int
}
/* has no end
 model   B {
