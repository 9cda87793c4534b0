namespace HydraBot.Sandbox.Image;

/// <summary>The files of <c>assets/sandbox</c>, which stand beside the executable.</summary>
internal sealed class SandboxAssets
{
    /// <summary>Their folder.</summary>
    public string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "assets", "sandbox");

    /// <summary>The seccomp profile, as the engine takes it.</summary>
    public string Seccomp => System.IO.File.ReadAllText(File("seccomp.json"));

    /// <summary>The path of one.</summary>
    public string File(string name) => Path.Combine(Folder, name);
}
