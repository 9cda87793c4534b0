namespace HydraBot.ToolSubject;

/// <summary>What no client should have to suffer from.</summary>
internal static class IllBehaved
{
    /// <summary>Hears everything and never answers.</summary>
    public static async Task<int> SilentAsync()
    {
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>Answers with what is no JSON, and with JSON that is no answer.</summary>
    public static async Task<int> GarbageAsync()
    {
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.Out.WriteLine("Welcome! not JSON");
            Console.Out.WriteLine("""{"jsonrpc":"2.0","id":"nobody","result":[]}""");
            Console.Out.WriteLine("""{"jsonrpc":"2.0","id":1,"result":"what?"}""");
        }

        return 0;
    }

    /// <summary>Begins a line that has no end.</summary>
    public static async Task<int> FloodAsync()
    {
        var much = new string('x', 1024 * 1024);
        try
        {
            while (true)
                await Console.Out.WriteAsync(much);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Ends at once, and says why.</summary>
    public static async Task<int> DieAsync()
    {
        await Console.Error.WriteLineAsync("no licence found, token=abcdefgh12345678");
        return 3;
    }
}
