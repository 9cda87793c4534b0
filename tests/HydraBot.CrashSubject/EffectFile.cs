namespace HydraBot.CrashSubject;

/// <summary>An effect that one can count afterwards: a line when it begins and a line when it is done, each on the disk at once.</summary>
public sealed class EffectFile(string path)
{
    private readonly Lock _gate = new();

    public void Write(string line)
    {
        lock (_gate)
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
        }
    }

    public IReadOnlyList<string> Lines() => File.Exists(path) ? File.ReadAllLines(path) : [];
}
