# Makes the packages for Windows in target\dist: windows\build.ps1 [app] [msi] [exe], all three without arguments.
# Needs a JDK 25 (JAVA_HOME) and, for msi and exe, WiX 3 or later on the PATH.
param([string[]] $Kinds = @('app', 'msi', 'exe'))
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')
if (-not $env:JAVA_HOME) { throw 'Parley is packaged with a JDK 25: set JAVA_HOME.' }
& .\mvnw.cmd -q -B -Pdist -DskipTests package
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$version = ([xml](Get-Content pom.xml)).project.version
& "$env:JAVA_HOME\bin\java" installer\tool\Dist.java $version @Kinds
exit $LASTEXITCODE
