using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HydraBot.Speech.Processes;

/// <summary>Runs a program once: bytes in, bytes out, with a limit. A crash in it is its own, not ours.</summary>
internal static class ProcessCall
{
    private const int MostOutput = 64 << 20;

    /// <exception cref="SpeechException">It is missing, fails, or takes too long; the message says which.</exception>
    public static async Task<byte[]> RunAsync(
        string program, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, string howToGet, TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Start(start, howToGet);
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var feeding = FeedAsync(process, input, either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, either.Token);
            await feeding;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? output
                : throw new SpeechException($"{program} ended with {process.ExitCode}: {LastLine(await errors)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{program} did not end within {limit.TotalSeconds:0.#} s.");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Start(ProcessStartInfo start, string howToGet)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new SpeechException($"{start.FileName} could not be started ({missing.Message}). {howToGet}", missing);
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says whether that was right.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[32 << 10];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (all.Length + read > MostOutput)
                throw new SpeechException("A speech program wrote more than 64 MB.");
            all.Write(buffer.AsSpan(0, read));
        }
        return all.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in this moment.
        }
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}
