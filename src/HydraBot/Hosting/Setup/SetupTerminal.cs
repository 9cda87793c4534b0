using System.Text;

namespace HydraBot.Hosting.Setup;

/// <summary>Where questions are put and answered.</summary>
/// <param name="Input">Answers, a line each.</param>
/// <param name="Output">Questions and what was found.</param>
/// <param name="ReadHidden">Reads a line that must not be seen; null at the end.</param>
internal sealed record SetupTerminal(TextReader Input, TextWriter Output, Func<string?> ReadHidden)
{
    /// <summary>That of this process; what is typed in answer to a hidden question is not shown where somebody types.</summary>
    public static SetupTerminal OfThisProcess() =>
        new(Console.In, Console.Out, Console.IsInputRedirected ? Console.In.ReadLine : ReadKeys);

    private static string ReadKeys()
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.Out.WriteLine();
                return typed.ToString();
            }

            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
    }
}
