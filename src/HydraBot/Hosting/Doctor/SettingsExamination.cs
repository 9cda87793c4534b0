using HydraBot.Hosting.Settings;

namespace HydraBot.Hosting.Doctor;

/// <summary>Which settings file is read. Whether what stands in it is right was checked before anything could be examined.</summary>
internal sealed class SettingsExamination : IExamination
{
    public string Subject => "settings";

    public Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(SettingsFolder.Find(), SettingsFolder.File);
        return Task.FromResult(File.Exists(file)
            ? Finding.Ok(file)
            : Finding.Missing($"there is no {file}; every setting has its default", "Copy appsettings.json beside the executable or into the working directory to change one."));
    }
}
