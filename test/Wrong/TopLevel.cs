// expect: NG0001 at 2
System.Console.WriteLine("hello");
