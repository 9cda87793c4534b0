using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting.Verbs;

/// <summary>What the executable does besides running the house, by the first words of its arguments.</summary>
internal static class Verbs
{
    /// <summary>Runs a verb, or the house where there is none; 0 good, 1 found something wrong, 2 wrong use.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await House.RunAsync(args);
            return 0;
        }
        catch (Exception exception) when (StartFailure.Lines(exception) is { } lines)
        {
            foreach (var line in lines)
                await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }
}
